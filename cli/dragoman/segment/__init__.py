"""Cut a document into the segments that are translated one by one: rules per language, one engine for all."""

from dragoman.segment.segments import SEGMENTER, segment_document

__all__ = ["SEGMENTER", "segment_document"]
