"""Engines translate texts; only `argos.py` touches Argos Translate and CTranslate2."""
