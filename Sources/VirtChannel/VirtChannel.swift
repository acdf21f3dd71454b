// Re-exports the layers.
