using Microsoft.AspNetCore.Identity;

namespace SocialConnect.Catalog.Accounts;

/// <summary>A person who may sign in. Its name is unique, and is what decisions are kept under.</summary>
public sealed class Account : IdentityUser<long>
{
    // Every account can be locked, so the table does not ask.
    public Account() => LockoutEnabled = true;

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSignedInAt { get; set; }
}
