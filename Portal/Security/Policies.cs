using Microsoft.AspNetCore.Authorization;
using SocialConnect.Catalog.Accounts;

namespace SocialConnect.Portal.Security;

/// <summary>Who may do what. Every page, hub and endpoint names one of these; what names none is refused to everybody.</summary>
public static class Policies
{
    public const string Everyone = "everyone";
    public const string SignedIn = "signed-in";
    public const string Curators = "curators";
    public const string SourceEditors = "source-editors";
    public const string Admins = "admins";

    public static void Configure(AuthorizationOptions options)
    {
        options.AddPolicy(Everyone, policy => policy.RequireAssertion(_ => true));
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Curators, policy => policy.RequireRole(Roles.Curator, Roles.Admin));
        options.AddPolicy(SourceEditors, policy => policy.RequireRole(Roles.SourceEditor, Roles.Admin));
        options.AddPolicy(Admins, policy => policy.RequireRole(Roles.Admin));
        options.DefaultPolicy = Refused;
        options.FallbackPolicy = Refused;
    }

    private static AuthorizationPolicy Refused { get; } =
        new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
}
