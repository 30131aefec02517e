using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace SocialConnect.Catalog.Accounts;

public static class AccountServices
{
    /// <summary>Identity over the catalogue's database: passwords, locks, roles; and the keys that protect cookies, shared by all portals.</summary>
    public static IdentityBuilder AddAccounts(this IServiceCollection services)
    {
        services.AddDbContext<AccountsContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddDataProtection().SetApplicationName("SocialConnect").PersistKeysToDbContext<AccountsContext>();
        services.AddOptions<DemoAccountOptions>().BindConfiguration(DemoAccountOptions.Section);
        services.AddScoped<AccountAdministration>();
        services.AddHostedService<DemoAccounts>();
        return services.AddIdentityCore<Account>(Configure)
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddUserStore<UserOnlyStore<Account, AccountsContext, long>>();
    }

    private static void Configure(IdentityOptions options)
    {
        // A long password beats a complicated one.
        options.Password.RequiredLength = 12;
        options.Password.RequiredUniqueChars = 5;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.Lockout.AllowedForNewUsers = true;
        options.User.AllowedUserNameCharacters = "";
    }
}
