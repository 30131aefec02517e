using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Accounts;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Accounts;

/// <summary>Inviting people, giving them roles, locking them out.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class AccountsModel(AccountAdministration administration) : PageModel
{
    public IReadOnlyList<AccountSummary> All { get; private set; } = [];

    /// <summary>The link to hand over, shown once, and whose it is.</summary>
    public (string Name, string Link)? Invitation { get; private set; }

    [BindProperty(Name = "nom"), StringLength(60, MinimumLength = 2), RegularExpression(@"[\p{L}\p{Nd}][\p{L}\p{Nd} .'’_-]*", ErrorMessage = "Commencez le nom par une lettre ou un chiffre\u202f; il peut aussi contenir des espaces, points, tirets et apostrophes.")]
    public string? Name { get; set; }

    [BindProperty(Name = "roles")]
    public List<string> ChosenRoles { get; set; } = [];

    public static string LabelOf(string role) => role switch
    {
        Roles.Curator => "Curation",
        Roles.SourceEditor => "Sources",
        Roles.Admin => "Administration",
        _ => role,
    };

    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await administration.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostInviteAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError("nom", "Donnez un nom au compte.");
        }

        if (ModelState.IsValid && IsDone(await administration.InviteAsync(Name!.Trim(), ChosenRoles)))
        {
            await ShowInvitationAsync(Name.Trim());
            ModelState.Clear();
            (Name, ChosenRoles) = (null, []);
        }

        All = await administration.ListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken cancellationToken)
    {
        if (Name is not null)
        {
            await ShowInvitationAsync(Name);
        }

        Name = null;
        ModelState.Clear();
        All = await administration.ListAsync(cancellationToken);
        return Page();
    }

    public Task<IActionResult> OnPostRolesAsync(long id, CancellationToken cancellationToken) =>
        ChangeAsync(() => administration.ChangeRolesAsync(id, ChosenRoles, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostLockAsync(long id, CancellationToken cancellationToken) =>
        ChangeAsync(() => administration.LockAsync(id, cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostUnlockAsync(long id, CancellationToken cancellationToken) =>
        ChangeAsync(() => administration.UnlockAsync(id), cancellationToken);

    private async Task<IActionResult> ChangeAsync(Func<Task<IdentityResult>> change, CancellationToken cancellationToken)
    {
        try
        {
            if (IsDone(await change()))
            {
                return RedirectToPage();
            }
        }
        catch (LastAdminException)
        {
            ModelState.AddModelError("", "C’est le dernier compte qui peut administrer\u202f: donnez d’abord ce rôle à un autre.");
        }

        ChosenRoles = [];
        All = await administration.ListAsync(cancellationToken);
        return Page();
    }

    private bool IsDone(IdentityResult result)
    {
        foreach (var error in result.Errors)
        {
            ModelState.AddModelError("nom", error.Description);
        }

        return result.Succeeded;
    }

    private async Task ShowInvitationAsync(string name)
    {
        if (await administration.MakeInvitationAsync(name) is { } token)
        {
            Invitation = (name, Url.PageLink("/Accounts/Invitation", values: new { compte = name, jeton = token })!);
        }
    }
}
