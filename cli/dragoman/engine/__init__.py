"""Engines turn source texts into target texts; `argos.py` alone touches Argos Translate and CTranslate2."""
