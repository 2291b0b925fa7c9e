"""Reading and writing whole tables at once, for the engine: COPY to Arrow, and COPY with a merge back."""
