using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace SocialConnect.Catalog.Accounts;

/// <summary>What admins do to accounts.</summary>
public sealed class AccountAdministration(UserManager<Account> accounts, AccountsContext context, TimeProvider clock)
{
    private static readonly DateTimeOffset ForGood = DateTimeOffset.MaxValue.ToUniversalTime().Date;

    public async Task<IReadOnlyList<AccountSummary>> ListAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var roles = (await context.Set<IdentityUserClaim<long>>().AsNoTracking()
            .Where(claim => claim.ClaimType == ClaimTypes.Role)
            .ToListAsync(cancellationToken)).ToLookup(claim => claim.UserId, claim => claim.ClaimValue!);
        var all = await context.Accounts.AsNoTracking().OrderBy(account => account.NormalizedUserName).ToListAsync(cancellationToken);
        return [.. all.Select(account => new AccountSummary(
            account.Id,
            account.UserName!,
            [.. Roles.All.Intersect(roles[account.Id])],
            account.PasswordHash is null,
            account.LockoutEnd > now,
            account.LastSignedInAt))];
    }

    /// <summary>Makes an account without password; its owner chooses one by the invitation.</summary>
    public async Task<IdentityResult> InviteAsync(string name, IEnumerable<string> roles)
    {
        var account = new Account { UserName = name };
        var made = await accounts.CreateAsync(account);
        return made.Succeeded ? await SetRolesAsync(account, roles) : made;
    }

    /// <returns>A one-time token by which the owner of the account chooses a password; null when there is no such account.</returns>
    public async Task<string?> MakeInvitationAsync(string name) =>
        await accounts.FindByNameAsync(name) is { } account ? await accounts.GeneratePasswordResetTokenAsync(account) : null;

    public async Task<IdentityResult> AcceptInvitationAsync(string name, string token, string password)
    {
        if (await accounts.FindByNameAsync(name) is not { } account)
        {
            return IdentityResult.Failed(accounts.ErrorDescriber.InvalidToken());
        }

        var chosen = await accounts.ResetPasswordAsync(account, token, password);
        return chosen.Succeeded ? await accounts.ResetAccessFailedCountAsync(account) : chosen;
    }

    /// <exception cref="LastAdminException">Nobody would be left to do it.</exception>
    public async Task<IdentityResult> ChangeRolesAsync(long id, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        var account = await FindAsync(id);
        if (!roles.Contains(Roles.Admin))
        {
            await RefuseLastAdminAsync(id, cancellationToken);
        }

        return await SetRolesAsync(account, roles);
    }

    /// <summary>Locks the account until it is unlocked; whoever is signed in with it is out within a minute.</summary>
    /// <exception cref="LastAdminException">Nobody would be left to unlock it.</exception>
    public async Task<IdentityResult> LockAsync(long id, CancellationToken cancellationToken)
    {
        await RefuseLastAdminAsync(id, cancellationToken);
        var account = await FindAsync(id);
        var locked = await accounts.SetLockoutEndDateAsync(account, ForGood);
        return locked.Succeeded ? await accounts.UpdateSecurityStampAsync(account) : locked;
    }

    public async Task<IdentityResult> UnlockAsync(long id)
    {
        var account = await FindAsync(id);
        var unlocked = await accounts.SetLockoutEndDateAsync(account, null);
        return unlocked.Succeeded ? await accounts.ResetAccessFailedCountAsync(account) : unlocked;
    }

    private async Task<Account> FindAsync(long id) =>
        await accounts.Users.SingleOrDefaultAsync(account => account.Id == id)
        ?? throw new InvalidOperationException($"There is no account {id}.");

    private async Task<IdentityResult> SetRolesAsync(Account account, IEnumerable<string> roles)
    {
        var wanted = roles.Intersect(Roles.All).ToHashSet();
        var present = (await accounts.GetClaimsAsync(account)).Where(claim => claim.Type == ClaimTypes.Role).ToList();
        var removed = await accounts.RemoveClaimsAsync(account, present.Where(claim => !wanted.Contains(claim.Value)));
        if (!removed.Succeeded)
        {
            return removed;
        }

        var added = await accounts.AddClaimsAsync(account, wanted.Except(present.Select(claim => claim.Value)).Select(role => new Claim(ClaimTypes.Role, role)));
        return added.Succeeded ? await accounts.UpdateSecurityStampAsync(account) : added;
    }

    private async Task RefuseLastAdminAsync(long id, CancellationToken cancellationToken)
    {
        var others = await ListAsync(cancellationToken);
        if (!others.Any(other => other.Id != id && other.Roles.Contains(Roles.Admin) && other is { IsLocked: false, IsInvited: false }))
        {
            throw new LastAdminException();
        }
    }
}
