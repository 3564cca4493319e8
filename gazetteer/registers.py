"""Every register of a workspace, in the order in which its tables are made."""

from __future__ import annotations

from sqlalchemy.orm import configure_mappers

from gazetteer.boundaries.registers import BOUNDARIES
from gazetteer.boundaries.tolerance import BoundaryTolerance
from gazetteer.characters.rare_character import CharacterMedia, RareCharacter
from gazetteer.history import HistoryChange, HistoryEntry
from gazetteer.language.local_reading import LocalReading
from gazetteer.lineage.division_change import DivisionChange
from gazetteer.lineage.lineage import Lineage, LineagePart
from gazetteer.places.division import BaseFeature, Division
from gazetteer.places.map_name import MapName
from gazetteer.places.media import Media
from gazetteer.places.place import Place
from gazetteer.places.place_class import ClassField, PlaceClass
from gazetteer.places.place_name import PlaceName
from gazetteer.record import Record, table_of
from gazetteer.rules.acceptance import AcceptedFinding
from gazetteer.rules.materials import RequiredMaterial
from gazetteer.rules.measure_limit import MeasureLimit
from gazetteer.rules.naming_rule import NamingRule
from gazetteer.rules.score_item import ScoreItem
from gazetteer.rules.word_list import ListedWord
from gazetteer.signs.sign import Sign
from gazetteer.storage.setting import Setting
from gazetteer.surveys.mapping_profile import MappingProfile
from gazetteer.surveys.survey import Survey, SurveyPhoto, SurveyPoint, SurveyShape, SurveyTrack

KEPT: tuple[type[Record], ...] = (Place, PlaceName, PlaceClass, ClassField, Division, BaseFeature, LocalReading, Media,
                                  MapName, Survey, SurveyPoint, SurveyTrack, Setting,
                                  Lineage, LineagePart, DivisionChange,
                                  NamingRule, ListedWord, MeasureLimit, ScoreItem, AcceptedFinding,
                                  RareCharacter, CharacterMedia, SurveyShape, SurveyPhoto, MappingProfile, Sign,
                                  *BOUNDARIES, BoundaryTolerance, RequiredMaterial)
HISTORY: tuple[type[Record], ...] = (HistoryEntry, HistoryChange)
BY_TABLE: dict[str, type[Record]] = {table_of(model): model for model in KEPT}

configure_mappers()  # records are made from rows without the constructor that would do it
