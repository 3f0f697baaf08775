"""What is commonly picked from the picture fonts Wingdings and Symbol, by the private code that stands for it."""

SYMBOLS = {
    **{0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "◻", 0xF06F: "□", 0xF06E: "■", 0xF06C: "●", 0xF0D8: "➢", 0xF0E0: "→"},
    **{0xF0FC: "✓", 0xF0FB: "✗", 0xF0FE: "☑", 0xF0FD: "☒", 0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "×", 0xF06D: "μ"},
}
