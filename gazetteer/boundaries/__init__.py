"""Boundaries: lines, their markers, joint inspections and what keeps the peace along them."""
