namespace SocialConnect.Catalog.Accounts;

/// <summary>What an account may do beyond reading. An admin may do everything.</summary>
public static class Roles
{
    public const string Curator = "curator";
    public const string SourceEditor = "source-editor";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Curator, SourceEditor, Admin];
}
