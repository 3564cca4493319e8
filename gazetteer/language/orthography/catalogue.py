"""The rules by number: what each says, and which of them divide a name of which kind."""

from __future__ import annotations

from collections.abc import Callable

from gazetteer.language.orthography import dividing, letters, numerals, reading, units
from gazetteer.language.orthography.draft import INSTITUTION, OTHER, SETTLEMENT, STREET, Draft

SOURCE = "中国地名汉语拼音字母拼写规则（汉语地名部分），（84）中地字第17号"
DivisionRule = Callable[[Draft], None]

DIVIDING: dict[str, tuple[DivisionRule, ...]] = {
    SETTLEMENT: (dividing.rule_3_settlements_solid, numerals.rule_7_codes_and_street_ordinals,
                 numerals.rule_6_numerals_spelled),
    STREET: (numerals.rule_7_codes_and_street_ordinals, dividing.rule_1_specific_and_generic_apart,
             dividing.rule_2_modifiers, dividing.rule_4_generic_in_the_specific, dividing.rule_5_persons_solid,
             units.rule_15_inseparable_units_solid, numerals.rule_6_numerals_spelled),
    INSTITUTION: (units.rule_17_areas_in_units, numerals.rule_16_ordinals_of_units,
                  units.rule_14_unit_and_generic_apart, units.rule_15_inseparable_units_solid,
                  dividing.rule_5_persons_solid, numerals.rule_6_numerals_spelled),
    OTHER: (dividing.rule_1_specific_and_generic_apart, dividing.rule_2_modifiers,
            dividing.rule_4_generic_in_the_specific, dividing.rule_5_persons_solid,
            numerals.rule_7_codes_and_street_ordinals, units.rule_15_inseparable_units_solid,
            numerals.rule_6_numerals_spelled),
}
RULES: dict[int, Callable[..., object]] = {
    1: dividing.rule_1_specific_and_generic_apart, 2: dividing.rule_2_modifiers,
    3: dividing.rule_3_settlements_solid, 4: dividing.rule_4_generic_in_the_specific,
    5: dividing.rule_5_persons_solid, 6: numerals.rule_6_numerals_spelled,
    7: numerals.rule_7_codes_and_street_ordinals, 8: reading.rule_8_approved_reading,
    9: letters.rule_9_without_tones, 10: letters.rule_10_capital, 11: letters.rule_11_apostrophe,
    12: letters.rule_12_r_for_er, 13: letters.rule_13_line_break, 14: units.rule_14_unit_and_generic_apart,
    15: units.rule_15_inseparable_units_solid, 16: numerals.rule_16_ordinals_of_units,
    17: units.rule_17_areas_in_units,
}


def text_of(number: int) -> str:
    """What a rule says, in one Chinese line with examples, for hints and findings."""
    return (RULES[number].__doc__ or "").strip().splitlines()[0].removesuffix(f"（规则第{number}条）")
