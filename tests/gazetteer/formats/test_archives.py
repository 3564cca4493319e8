"""Archives and folders as a whole: what is in them comes in, what cannot is told, nothing leaves the folder."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from gazetteer.errors import Cancelled, UnreadableFile
from gazetteer.formats import archives, read
from gazetteer.formats.archives import Budget, unpack

FILES = Path(__file__).resolve().parents[2] / "files" / "formats"
TABLE = "名称,经度,纬度\n样例一村,113.17,30.66\n"


def test_nothing_is_written_outside_the_folder_of_an_archive() -> None:
    unpacked = unpack(FILES / "climbs_out.zip", Budget())
    assert [path.name for path in unpacked.folder.rglob("*")] == ["样例.csv"]
    assert not (unpacked.folder.parent / "样例外.csv").exists()
    assert len(unpacked.refused) == 3


def test_the_folder_of_an_archive_goes_with_its_report() -> None:
    report = read(FILES / "pictures.kmz")
    picture = report.photos[0].path
    assert picture.exists()
    report.held.clear()
    assert not picture.exists()


def test_a_link_in_an_archive_is_not_made(tmp_path) -> None:
    path = tmp_path / "链.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("样例链.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("样例.csv", TABLE)
    report = read(path)
    assert len(report.points) == 1 and "链接" in report.unread[0].why


def test_archives_within_one_another_share_their_limits(monkeypatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    with pytest.raises(UnreadableFile, match="超过 2 个"):
        budget = Budget(members_left=2)
        for _ in range(3):
            unpack(FILES / "zip_in_zip.zip", budget)


def test_what_is_unpacked_is_counted_not_believed(tmp_path) -> None:
    path = tmp_path / "谎.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("样例.csv", TABLE * 1000)
    with pytest.raises(UnreadableFile, match="展开后超过"):
        unpack(path, Budget(bytes_left=10_000))


def test_an_archive_that_lost_its_list_gives_what_is_whole(tmp_path) -> None:
    path = tmp_path / "断.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("样例.csv", TABLE)
        archive.writestr("样例二.csv", TABLE.replace("一", "二"))
    content = path.read_bytes()
    path.write_bytes(content[:content.index(b"PK\x01\x02")])
    report = read(path)
    assert [point.name for point in report.points] == ["样例一村", "样例二村"]
    assert "目录已损坏" in report.unread[0].why


def test_a_geodatabase_packed_without_its_folder_is_one_all_the_same(tmp_path) -> None:
    path = tmp_path / "样例.gdb.zip"
    with zipfile.ZipFile(FILES / "filegdb.zip") as found, zipfile.ZipFile(path, "w") as bare:
        for name in found.namelist():
            bare.writestr(Path(name).name, found.read(name))
    report = read(path)
    assert [point.name for point in report.points] == ["样例一村", "样例二湾", "样例桥"]
    assert json.loads(report.points[0].raw)["文件"] == "样例.gdb"


def test_each_record_of_a_folder_tells_its_file() -> None:
    report = read(FILES / "外业样例")
    assert report.points[0].raw.startswith("<!-- 文件：航点.gpx -->")
    assert json.loads(read(FILES / "shapefile.zip").points[0].raw)["文件"] == "外业/样例村.shp"


def test_sidecars_and_what_systems_leave_behind_are_not_listed(tmp_path) -> None:
    for path in FILES.glob("shp_wrong_cpg.*"):
        shutil.copy(path, tmp_path / path.name)
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    (tmp_path / "~$表.xlsx").write_bytes(b"x")
    (tmp_path / "名单.docx").write_bytes(b"PK")
    report = read(tmp_path)
    assert len(report.points) == 3 and [missed.where for missed in report.unread] == ["名单.docx"]


def test_a_folder_with_nothing_readable_is_refused_with_the_reasons(tmp_path) -> None:
    with pytest.raises(UnreadableFile, match="里面没有文件"):
        read(tmp_path)
    (tmp_path / "甲.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "乙.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(UnreadableFile, match="PDF"):
        read(tmp_path)


def test_a_set_is_known_again_by_all_of_its_files(tmp_path) -> None:
    for suffix in (".shp", ".shx", ".dbf", ".prj"):
        shutil.copy(FILES / f"shp_cut{suffix}", tmp_path / f"村{suffix}")
    first = read(tmp_path / "村.shp").sha256
    assert read(tmp_path / "村.shp").sha256 == first
    with (tmp_path / "村.dbf").open("r+b") as table:
        table.seek(-3, 2)
        table.write(b"x")
    assert read(tmp_path / "村.shp").sha256 != first


def test_reading_a_folder_tells_of_progress_and_can_be_cancelled() -> None:
    told: list[tuple[int, int]] = []
    read(FILES / "外业样例", progress=lambda done, total: told.append((done, total)))
    shares = [done / total for done, total in told]
    assert shares == sorted(shares) and shares[-1] == 1

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(FILES / "外业样例", progress=cancel)


def test_a_stated_system_is_that_of_the_drawings_not_of_the_gpx(tmp_path) -> None:
    for suffix in (".shp", ".shx", ".dbf"):
        shutil.copy(FILES / f"ogr_plane{suffix}", tmp_path / f"村{suffix}")
    shutil.copy(FILES / "gpsbabel.gpx", tmp_path / "点.gpx")
    report = read(tmp_path, crs=4547)
    assert len(report.points) == 6 and not report.unread
    assert {round(point.lon, 5) for point in report.points} == {113.17, 113.05, 113.3}
