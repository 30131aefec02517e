namespace SocialConnect.Catalog.Accounts;

/// <summary>Passwords of the accounts that a trial installation starts with; an account whose password is not given is not made.</summary>
public sealed class DemoAccountOptions
{
    public const string Section = "Accounts:Demo";

    /// <summary>Password of "curateur", who confirms categories.</summary>
    public string? Curator { get; init; }

    /// <summary>Password of "sources", who edits sources.</summary>
    public string? SourceEditor { get; init; }

    /// <summary>Password of "admin", who may do everything.</summary>
    public string? Admin { get; init; }
}
