"""How a rendering is fitted into a sentence, language by language."""
