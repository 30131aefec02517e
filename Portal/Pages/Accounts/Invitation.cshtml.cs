using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Accounts;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Accounts;

/// <summary>Where the owner of an invitation chooses a password.</summary>
[Authorize(Policy = Policies.Everyone), ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class InvitationModel(AccountAdministration administration) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "compte"), Required, StringLength(100)]
    public string Name { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "jeton"), Required, StringLength(2000)]
    public string Token { get; set; } = "";

    [BindProperty(Name = "nouveau"), Required(ErrorMessage = "Choisissez un mot de passe."), StringLength(200)]
    public string NewPassword { get; set; } = "";

    public IActionResult OnGet()
    {
        if (Name.Length == 0 || Token.Length == 0)
        {
            return NotFound();
        }

        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (ModelState.IsValid)
        {
            var accepted = await administration.AcceptInvitationAsync(Name, Token, NewPassword);
            if (accepted.Succeeded)
            {
                return RedirectToPage("/Accounts/SignIn");
            }

            foreach (var error in accepted.Errors)
            {
                ModelState.AddModelError("nouveau", error.Description);
            }
        }

        return Page();
    }
}
