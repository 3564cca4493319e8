"""`check` and `check-name` tell findings with their source, and nothing but JSON when asked."""

from __future__ import annotations

import pytest


@pytest.fixture
def told(command):
    def ask(*words, code=0):
        answer = command(*words, code=code)
        return answer.errors if code else answer.json()

    return ask


def test_a_name_that_is_not_registered_is_checked(told, sample_path):
    found = told("check-name", "竞陵街道", "--class", "21500", "--division", "429006", sample_path, "--json")
    assert found["name"] == "竞陵街道"
    assert {one["rule"] for one in found["findings"]} == {"N05"}
    assert "第九条第（七）项、第（八）项" in found["findings"][0]["source"]
    nearest = found["similar"][0]
    assert (nearest["name"], nearest["kind"], nearest["in_scope"]) == ("竟陵街道", "同音", True)


@pytest.mark.parametrize(("name", "code", "rule"), [
    ("中华大道", "23512", "N08"), ("聂囗村", "22200", "N03"), ("鸿渐苑公寓", "22100", "N02"), ("一路", "23512", "N09")])
def test_the_rule_that_a_name_breaks_is_told(told, sample_path, name, code, rule):
    found = told("check-name", name, "--class", code, "--division", "429006001", sample_path, "--json")
    assert rule in {one["rule"] for one in found["findings"]}
    assert all(one["explanation"].endswith("。") for one in found["findings"])


def test_a_good_name_has_nothing_said_of_it(told, sample_path):
    found = told("check-name", "陆羽大道", "--class", "23512", "--division", "429006001", sample_path, "--json")
    assert found["findings"] == [] and found["similar"] == []


def test_rules_of_another_day_can_be_asked_for(told, sample_path):
    before = told("check", sample_path, "--on", "2022-04-30", "--json")
    assert {one["rule"][0] for one in before} == {"B"}  # those of the boundaries are older
    assert "2021-06-01" in told("check", sample_path, "--on", "2022年", "--json", code=2)
