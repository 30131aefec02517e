namespace SocialConnect.Catalog.Database;

public sealed class MigrationChangedException(string migration)
    : Exception($"The migration '{migration}' is not the one this database was built with: a landed migration is never edited, add a new one.");
