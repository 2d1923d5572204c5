"""Names: mentions, the entities they name, roles, and what stands for an entity."""
