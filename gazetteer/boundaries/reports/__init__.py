"""The papers of the boundaries: registration forms, results tables, line descriptions, joint inspection reports."""
