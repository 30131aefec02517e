using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Errors;

/// <summary>Shown in place of an answer that would have had a status and no text.</summary>
[Authorize(Policy = Policies.Everyone), IgnoreAntiforgeryToken, ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class StatusModel : PageModel
{
    public string Heading { get; private set; } = "";

    public string Explanation { get; private set; } = "";

    /// <summary>A search is a way on from a missing page, not from a refused one.</summary>
    public bool OffersSearch { get; private set; }

    public PageResult OnGet(int code) => Show(code);

    public PageResult OnPost(int code) => Show(code);

    private PageResult Show(int code)
    {
        (Heading, Explanation) = code switch
        {
            400 => ("Cette demande n’a pas été comprise", "Si vous remplissiez un formulaire, il était peut-être ouvert depuis trop longtemps\u202f: revenez en arrière, rechargez la page et recommencez."),
            401 or 403 => ("Cette page vous est fermée", "Elle est réservée à des comptes qui ont un rôle particulier. Si vous devriez y avoir accès, demandez à un administrateur."),
            404 => ("Cette page n’existe pas", "L’adresse est peut-être incomplète, ou la page a été retirée."),
            405 => ("Cette adresse ne se lit pas ainsi", "Elle répond à un formulaire, pas à une visite."),
            410 => ("Cette page n’existe plus", "Elle a été retirée pour de bon."),
            413 => ("C’est trop volumineux", "Ce que vous avez envoyé dépasse la taille acceptée, et rien n’en a été gardé. Revenez en arrière et choisissez un fichier plus léger."),
            429 => ("Doucement", "Vous avez fait beaucoup de demandes en peu de temps. Réessayez dans une minute."),
            _ => ("La page n’a pas pu être préparée", "Réessayez dans un instant."),
        };
        OffersSearch = code is 404 or 410;
        Response.StatusCode = code is >= 400 and < 600 ? code : StatusCodes.Status404NotFound;
        return Page();
    }
}
