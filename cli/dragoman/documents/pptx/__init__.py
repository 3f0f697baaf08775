"""PowerPoint presentations, read and put back."""
