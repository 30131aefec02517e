using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Accounts;
using SocialConnect.Portal.Security;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace SocialConnect.Portal.Pages.Accounts;

[Authorize(Policy = Policies.Everyone)]
public sealed partial class SignInModel(SignInManager<Account> signIn, TimeProvider clock, ILogger<SignInModel> logger) : PageModel
{
    [BindProperty(Name = "nom"), Required(ErrorMessage = "Donnez votre nom de compte."), StringLength(100)]
    public string Name { get; set; } = "";

    [BindProperty(Name = "mot-de-passe"), Required(ErrorMessage = "Donnez votre mot de passe."), StringLength(200)]
    public string Password { get; set; } = "";

    /// <summary>The page that asked for an account.</summary>
    [BindProperty(SupportsGet = true, Name = "retour"), StringLength(2000)]
    public string? Return { get; set; }

    public IActionResult OnGet() => User.Identity is { IsAuthenticated: true } ? Back() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var account = await signIn.UserManager.FindByNameAsync(Name);
        var result = account is null ? SignInResult.Failed : await signIn.PasswordSignInAsync(account, Password, isPersistent: false, lockoutOnFailure: true);
        if (account is not null && result.Succeeded)
        {
            account.LastSignedInAt = clock.GetUtcNow();
            await signIn.UserManager.UpdateAsync(account);
            return Back();
        }

        if (result.IsLockedOut)
        {
            LogLocked(Name);
            ModelState.AddModelError("nom", "Ce compte est verrouillé. Après cinq essais manqués, attendez un quart d’heure\u202f; sinon, demandez à un administrateur.");
        }
        else
        {
            // The same words whether the name or the password is wrong: neither is to be guessed from the other.
            ModelState.AddModelError("nom", "Ce nom et ce mot de passe ne vont pas ensemble.");
        }

        return Page();
    }

    private LocalRedirectResult Back() => LocalRedirect(Url.IsLocalUrl(Return) ? Return : "/compte");

    [LoggerMessage(LogLevel.Warning, "Sign-in to the locked account '{Name}' was refused; it unlocks by itself, or by an admin")]
    private partial void LogLocked(string name);
}
