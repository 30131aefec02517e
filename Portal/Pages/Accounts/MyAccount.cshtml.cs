using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Accounts;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Accounts;

[Authorize(Policy = Policies.SignedIn)]
public sealed class MyAccountModel(SignInManager<Account> signIn) : PageModel
{
    [BindProperty(Name = "mot-de-passe"), Required(ErrorMessage = "Donnez votre mot de passe actuel."), StringLength(200)]
    public string Password { get; set; } = "";

    [BindProperty(Name = "nouveau"), Required(ErrorMessage = "Choisissez un nouveau mot de passe."), StringLength(200)]
    public string NewPassword { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "fait")]
    public bool IsDone { get; set; }

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostPasswordAsync()
    {
        IsDone = false;
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var account = await signIn.UserManager.GetUserAsync(User) ?? throw new InvalidOperationException("A signed-in visitor has no account.");
        var changed = await signIn.UserManager.ChangePasswordAsync(account, Password, NewPassword);
        if (!changed.Succeeded)
        {
            foreach (var error in changed.Errors)
            {
                ModelState.AddModelError(error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? "mot-de-passe" : "nouveau", error.Description);
            }

            return Page();
        }

        // The stamp has changed: every other session of this account ends, this one goes on.
        await signIn.RefreshSignInAsync(account);
        return RedirectToPage(new { fait = true });
    }

    public async Task<IActionResult> OnPostSignOutAsync()
    {
        await signIn.SignOutAsync();
        return LocalRedirect("/");
    }
}
