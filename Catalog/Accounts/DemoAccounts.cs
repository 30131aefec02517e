using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SocialConnect.Catalog.Accounts;

/// <summary>Makes the accounts of a trial installation at its first start. A password changed since is left alone.</summary>
internal sealed partial class DemoAccounts(IServiceScopeFactory scopes, IOptions<DemoAccountOptions> options, ILogger<DemoAccounts> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await EnsureAsync(accounts, "curateur", options.Value.Curator, Roles.Curator);
        await EnsureAsync(accounts, "sources", options.Value.SourceEditor, Roles.SourceEditor);
        await EnsureAsync(accounts, "admin", options.Value.Admin, Roles.Admin);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task EnsureAsync(UserManager<Account> accounts, string name, string? password, string role)
    {
        if (string.IsNullOrEmpty(password) || await accounts.FindByNameAsync(name) is not null)
        {
            return;
        }

        var account = new Account { UserName = name };
        var made = await accounts.CreateAsync(account, password);
        if (!made.Succeeded)
        {
            // Another portal that starts at the same time may have been faster.
            LogRefused(name, string.Join(' ', made.Errors.Select(error => error.Description)));
            return;
        }

        await accounts.AddClaimAsync(account, new Claim(ClaimTypes.Role, role));
        LogMade(name, role);
    }

    [LoggerMessage(LogLevel.Information, "Made the trial account '{Name}' ({Role}) with the password of the settings")]
    private partial void LogMade(string name, string role);

    [LoggerMessage(LogLevel.Warning, "The trial account '{Name}' was not made: {Reason}")]
    private partial void LogRefused(string name, string reason);
}
