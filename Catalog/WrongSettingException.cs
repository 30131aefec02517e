namespace SocialConnect.Catalog;

public sealed class WrongSettingException(string key, string why, Exception? inner = null)
    : Exception($"The setting '{key}' is wrong: {why}", inner);
