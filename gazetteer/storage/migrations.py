"""Numbered steps from one schema to the next; each is a function whose docstring says what it does."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection, insert

from gazetteer.errors import WorkspaceError
from gazetteer.record import Record, column_names, table_of
from gazetteer.storage import geopackage

Step = Callable[[Connection], None]


def add_map_names(connection: Connection) -> None:
    """增加图上注记"""
    from gazetteer.places.map_name import MapName

    geopackage.add_register(connection, MapName)
    geopackage.watch_outside_changes(connection, [MapName])


def name_map_name_targets(connection: Connection) -> None:
    """图上注记也可用于政区与底图"""
    from gazetteer.places.map_name import MapName

    rows = connection.exec_driver_sql("SELECT * FROM map_name").mappings().all()
    given_out = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'map_name'").scalar()
    connection.exec_driver_sql("DROP TABLE map_name")
    for table in ("gpkg_contents", "gpkg_data_columns"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE table_name = 'map_name'")
    geopackage.add_register(connection, MapName)
    kept = [{"table_name": "place", "record_id": row["place_id"], **row} for row in rows if "place_id" in row]
    if kept:
        connection.exec_driver_sql(
            "INSERT INTO map_name (id, table_name, record_id, scale, dx, dy, orientation, hidden)"
            " VALUES (:id, :table_name, :record_id, :scale, :dx, :dy, :orientation, :hidden)", kept)
        connection.exec_driver_sql("UPDATE sqlite_sequence SET seq = ? WHERE name = 'map_name'", (given_out,))
    geopackage.watch_outside_changes(connection, [MapName])
    for image in ("before", "after"):  # so that what was decided before can still be undone
        connection.exec_driver_sql(
            f"UPDATE history_change SET {image} = json_remove(json_set({image}, '$.table_name', 'place', '$.record_id',"
            f" json_extract({image}, '$.place_id')), '$.place_id') WHERE table_name = 'map_name'"
            f" AND json_extract({image}, '$.place_id') NOTNULL")


def keep_reading_evidence(connection: Connection) -> None:
    """为地名和名称增加逐字读音和读音依据"""
    from gazetteer.places.place import Place
    from gazetteer.places.place_name import PlaceName

    for model in (Place, PlaceName):
        geopackage.add_column(connection, model, "syllables")
        geopackage.add_column(connection, model, "reading_document")


def keep_lineage(connection: Connection) -> None:
    """增加地名沿革、政区变更和名称的引文卷页"""
    from gazetteer.lineage.division_change import DivisionChange
    from gazetteer.lineage.lineage import Lineage, LineagePart
    from gazetteer.places.place_name import PlaceName

    _add_registers(connection, Lineage, LineagePart, DivisionChange)
    for column in ("volume", "page"):
        geopackage.add_column(connection, PlaceName, column)


def keep_rules(connection: Connection) -> None:
    """增加规则、词表、通名规模、评分项目和核实认可"""
    from gazetteer.rules.acceptance import AcceptedFinding
    from gazetteer.rules.shipped import shipped_registers

    for model, rows in shipped_registers():
        if not geopackage.columns_of(connection, table_of(model)):
            _add_registers(connection, model)
            if rows:
                connection.execute(insert(model.__table__), rows)
    _add_registers(connection, AcceptedFinding)


def keep_rare_characters(connection: Connection) -> None:
    """增加生僻字及其资料"""
    from gazetteer.characters.rare_character import CharacterMedia, RareCharacter

    _add_registers(connection, RareCharacter, CharacterMedia)


def keep_survey_shapes(connection: Connection) -> None:
    """增加外业带回的线和面"""
    from gazetteer.surveys.survey import SurveyShape

    _add_registers(connection, SurveyShape)


def keep_survey_photos(connection: Connection) -> None:
    """外业照片随测点保存"""
    from gazetteer.places.media import Media

    geopackage.add_column(connection, Media, "survey_point_id")
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_media_survey_point_id ON media (survey_point_id)")


def keep_tracks_and_photos(connection: Connection) -> None:
    """增加外业照片的拍摄位置、航迹的清理和偏移坐标的原坐标"""
    from gazetteer.surveys.survey import SurveyPhoto, SurveyShape, SurveyTrack

    for column in ("came", "left_out", "thresholds"):
        geopackage.add_column(connection, SurveyTrack, column)
    geopackage.add_column(connection, SurveyShape, "came")
    _add_registers(connection, SurveyPhoto)


def keep_column_mappings(connection: Connection) -> None:
    """测量的列对应登记项，并可存为方案"""
    from gazetteer.surveys.mapping_profile import MappingProfile
    from gazetteer.surveys.survey import Survey

    _add_registers(connection, MappingProfile)
    geopackage.add_column(connection, Survey, "mapping")


def keep_signs(connection: Connection) -> None:
    """增加地名标志；测点可登记为标志等"""
    from gazetteer.places.media import Media
    from gazetteer.signs.sign import Sign
    from gazetteer.surveys.survey import SurveyPoint

    _add_registers(connection, Sign)
    for model, column in ((Media, "sign_id"), (SurveyPoint, "target"), (SurveyPoint, "target_id")):
        geopackage.add_column(connection, model, column)
        table = table_of(model)
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS ix_{table}_{column} ON {table} ({column})")


def keep_boundaries(connection: Connection) -> None:
    """增加界线、界桩、联检、管护、争议和平安边界"""
    from gazetteer.boundaries.registers import BOUNDARIES

    _add_registers(connection, *BOUNDARIES)


def keep_boundary_rules(connection: Connection) -> None:
    """增加界线检查的规则和限差"""
    from gazetteer.boundaries.tolerance import BoundaryTolerance
    from gazetteer.rules.naming_rule import NamingRule
    from gazetteer.rules.shipped import shipped_registers

    shipped = dict(shipped_registers())
    if not geopackage.columns_of(connection, table_of(BoundaryTolerance)):
        _add_registers(connection, BoundaryTolerance)
        connection.execute(insert(BoundaryTolerance.__table__), shipped[BoundaryTolerance])
    known = {number for (number,) in connection.exec_driver_sql("SELECT number FROM naming_rule")}
    lacking = [row for row in shipped[NamingRule] if row["number"].startswith("B") and row["number"] not in known]
    if lacking:
        connection.execute(insert(NamingRule.__table__), lacking)


def keep_materials(connection: Connection) -> None:
    """增加申报材料清单"""
    from gazetteer.rules.materials import RequiredMaterial
    from gazetteer.rules.shipped import shipped_registers

    if not geopackage.columns_of(connection, table_of(RequiredMaterial)):
        _add_registers(connection, RequiredMaterial)
        connection.execute(insert(RequiredMaterial.__table__), dict(shipped_registers())[RequiredMaterial])


def keep_split_points(connection: Connection) -> None:
    """一个测点可拆分为两处"""
    from gazetteer.surveys.survey import SurveyPoint

    for column in ("split_from", "part", "whole_name"):
        geopackage.add_column(connection, SurveyPoint, column)
    connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_survey_point_split_from ON survey_point (split_from)")


def keep_problem_origins(connection: Connection) -> None:
    """联检问题记下由哪一项比对发现"""
    from gazetteer.boundaries.inspection import InspectionProblem

    geopackage.add_column(connection, InspectionProblem, "origin")


def keep_assessment_items(connection: Connection) -> None:
    """增加平安边界评分表（示例）和预警距离"""
    from gazetteer.boundaries.assessment import AssessmentItem, AssessmentScore
    from gazetteer.boundaries.tolerance import BoundaryTolerance
    from gazetteer.rules.shipped import shipped_registers

    shipped = dict(shipped_registers())
    geopackage.add_column(connection, AssessmentScore, "full_marks")
    if not connection.exec_driver_sql("SELECT count(*) FROM assessment_item").scalar():
        connection.execute(insert(AssessmentItem.__table__), shipped[AssessmentItem])
    known = {key for (key,) in connection.exec_driver_sql("SELECT key FROM boundary_tolerance")}
    lacking = [row for row in shipped[BoundaryTolerance] if row["key"] not in known]
    if lacking:
        connection.execute(insert(BoundaryTolerance.__table__), lacking)


def _add_registers(connection: Connection, *models: type[Record]) -> None:
    """Add those that the file lacks."""
    for model in models:
        if not geopackage.columns_of(connection, table_of(model)):
            geopackage.add_register(connection, model)
            geopackage.watch_outside_changes(connection, [model])


# Step n leads from schema n to n + 1; a step that has been published is never changed.
STEPS: tuple[Step, ...] = (add_map_names, name_map_name_targets, keep_reading_evidence, keep_lineage, keep_rules,
                           keep_rare_characters, keep_survey_shapes, keep_survey_photos, keep_tracks_and_photos,
                           keep_column_mappings, keep_signs, keep_boundaries,
                           keep_boundary_rules, keep_materials, keep_split_points,
                           keep_problem_origins, keep_assessment_items)


def current(steps: Sequence[Step] = STEPS) -> int:
    """The schema that this program writes."""
    return len(steps) + 1


def schema_of(connection: Connection) -> int:
    """The schema that a workspace has."""
    found = connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'schema'").scalar()
    return int(found or 0)


def refuse_newer(path: Path, schema: int, steps: Sequence[Step] = STEPS) -> None:
    """Raise WorkspaceError when the file was written by a newer program."""
    if schema > current(steps):
        raise WorkspaceError("这个工作空间由更新版本的程序建立，本程序不能打开", where=str(path),
                             why=f"文件的结构版本为{schema}，本程序最高为{current(steps)}",
                             remedy="请升级本程序；文件保持原样")


def stand_ins(connection: sqlite3.Connection) -> None:
    """Let a connection to an older file that may only be read see every register as this program knows it.

    Views of the connection's own, never of the file: what the file lacks is empty.
    """
    from gazetteer.registers import HISTORY, KEPT

    for model in (*KEPT, *HISTORY):
        table = table_of(model)
        known = {row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")}
        lacking = ", ".join(f"NULL AS {name}" for name in column_names(model) if name not in known)
        if not known:
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT {lacking} WHERE 0")
        elif lacking:
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT *, {lacking} FROM main.{table}")


def copy_before(path: Path, schema: int) -> Path:
    """A copy beside the file, made before the first step and never overwritten."""
    copy = path.with_name(f"{path.stem}.结构{schema}升级前{path.suffix}")
    if not copy.exists():
        shutil.copy2(path, copy)
    return copy


def migrate(connection: Connection, steps: Sequence[Step] = STEPS) -> list[str]:
    """Take every step that the file still lacks, in the caller's transaction; returns what was done."""
    done = []
    for number in range(schema_of(connection), current(steps)):
        step = steps[number - 1]
        step(connection)
        connection.exec_driver_sql("UPDATE setting SET value = ? WHERE key = 'schema'", (str(number + 1),))
        done.append((step.__doc__ or step.__name__).strip())
    return done
