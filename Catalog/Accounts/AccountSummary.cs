namespace SocialConnect.Catalog.Accounts;

/// <param name="IsInvited">No password has been chosen yet.</param>
public sealed record AccountSummary(long Id, string Name, IReadOnlyList<string> Roles, bool IsInvited, bool IsLocked, DateTimeOffset? LastSignedInAt);
