"""Verbs of the place register: find, show, set."""

from __future__ import annotations

from typing import Annotated

import typer

from verbs.common import AsJson, Workspace, opened, pairs_of, show


def search(workspace: Workspace, text: str, limit: Annotated[int, typer.Option(min=1)] = 20,
           as_json: AsJson = False) -> None:
    """按汉字、拼音、首字母、曾用名或代码查找。"""
    from dataclasses import asdict

    from gazetteer.search import search as find

    with opened(workspace, read_only=True) as gazetteer:
        hits = find(gazetteer, text, limit)
    show([asdict(hit) for hit in hits], as_json,
         lambda: (f"{hit.code}  {hit.name}  {hit.roman}  {hit.class_name}  {hit.division_name}  {hit.why}"
                  for hit in hits))


def show_place(workspace: Workspace, id_or_code: str, as_json: AsJson = False) -> None:
    """一条地名的全部内容。"""
    from gazetteer.places.whole_record import place_by, whole_record

    with opened(workspace, read_only=True) as gazetteer:
        show(whole_record(gazetteer, place_by(gazetteer, id_or_code)), as_json)


def set_fields(workspace: Workspace, id_or_code: str,
               values: Annotated[list[str], typer.Argument(metavar="字段=值…")],
               reason: Annotated[str, typer.Option(help="修改理由")] = "", as_json: AsJson = False) -> None:
    """修改一条地名的字段（本程序的字段名或普查缩写）。"""
    from gazetteer.places.changes import EditPlace
    from gazetteer.places.whole_record import place_by, whole_record

    pairs = pairs_of(values)
    with opened(workspace) as gazetteer:
        place = place_by(gazetteer, id_or_code)
        changed = gazetteer.do(EditPlace(int(place.id or 0), pairs), reason)
        show(whole_record(gazetteer, place_by(gazetteer, str(place.id))), as_json, lambda: iter([changed.summary]))


VERBS = {"search": search, "show": show_place, "set": set_fields}
