namespace SocialConnect.Catalog;

public sealed class MissingSettingException(string key, string meaning)
    : Exception($"The setting '{key}' is missing: give {meaning} (environment variable {key.Replace(":", "__", StringComparison.Ordinal)}).");
