namespace SocialConnect.Catalog.Database;

public sealed class DatabaseTooNewException(string migration)
    : Exception($"The database has been upgraded by a newer version of SocialConnect (it knows '{migration}', this version does not): start that version, or restore a backup made before the upgrade.");
