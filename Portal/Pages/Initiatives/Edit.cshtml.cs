using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Territories;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Initiatives;

/// <summary>Correcting an initiative by hand. What is corrected stays over later visits, shows when the partner has changed since, and can be taken back.</summary>
[Authorize(Policy = Policies.Curators)]
public sealed class EditModel(InitiativeEditor editor, TerritoryStore territories) : PageModel
{
    private static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["title"] = "Titre",
        ["summary"] = "Résumé",
        ["body"] = "Texte",
        ["organisation"] = "Porteur",
        ["website"] = "Site de l’initiative",
        ["address"] = "Adresse",
        ["postcode"] = "Code postal",
        ["latitude"] = "Latitude",
        ["longitude"] = "Longitude",
        ["territory_code"] = "Territoire",
        ["is_national"] = "Agit partout en France",
        ["published_on"] = "Date de publication",
    };

    public EditedInitiative Initiative { get; private set; } = null!;

    /// <summary>What the fields show: the values in force, or what was typed and refused.</summary>
    public IReadOnlyDictionary<string, string?> Shown { get; private set; } = new Dictionary<string, string?>();

    /// <summary>The territory's name.</summary>
    public string? Place { get; private set; }

    /// <summary>Somebody else, or a visit, changed the initiative meanwhile.</summary>
    public bool IsConflict { get; private set; }

    [BindProperty(SupportsGet = true, Name = "fait")]
    public Guid? Done { get; set; }

    public static string LabelOf(string field) => Labels.GetValueOrDefault(field, field);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken) =>
        await ShowAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long id, int revision, CancellationToken cancellationToken)
    {
        if (!await ShowAsync(id, cancellationToken))
        {
            return NotFound();
        }

        var form = await Request.ReadFormAsync(cancellationToken);
        var typed = EditableField.All
            .Where(field => field.Name == "is_national" || form.ContainsKey(field.Name))
            .ToDictionary(field => field.Name, field => field.Name == "is_national" ? (form.ContainsKey(field.Name) ? "true" : "false") : (string?)form[field.Name].ToString().Trim());
        var values = new Dictionary<string, string?>(typed);
        await CheckAsync(values, cancellationToken);
        if (ModelState.IsValid)
        {
            var (batch, isStored) = await editor.SaveAsync(id, values, User.Identity!.Name!, revision, cancellationToken);
            if (isStored)
            {
                return RedirectToPage(new { id, fait = batch });
            }

            IsConflict = true;
            await ShowAsync(id, cancellationToken);
        }

        Shown = typed;
        return Page();
    }

    /// <summary>Shows what the partner says again.</summary>
    public async Task<IActionResult> OnPostRevertAsync(long id, string champ, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, cancellationToken) is not { } initiative || !initiative.Source.TryGetValue(champ, out var source))
        {
            return NotFound();
        }

        var (batch, _) = await editor.SaveAsync(id, new Dictionary<string, string?> { [champ] = source }, User.Identity!.Name!, null, cancellationToken);
        return RedirectToPage(new { id, fait = batch });
    }

    /// <summary>The hand stays right although the partner has changed.</summary>
    public async Task<IActionResult> OnPostKeepAsync(long id, string champ, CancellationToken cancellationToken)
    {
        await editor.KeepAsync(id, champ, User.Identity!.Name!, cancellationToken);
        return RedirectToPage(new { id });
    }

    public async Task<IActionResult> OnPostUndoAsync(long id, Guid lot, CancellationToken cancellationToken)
    {
        await editor.UndoAsync(lot, User.Identity!.Name!, cancellationToken);
        return RedirectToPage(new { id });
    }

    private async Task<bool> ShowAsync(long id, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, cancellationToken) is not { } initiative)
        {
            return false;
        }

        Initiative = initiative;
        Shown = initiative.Values;
        Place = initiative.Values["territory_code"] is { } code ? (await territories.GetAsync(code, cancellationToken))?.Name : null;
        return true;
    }

    // What is typed is turned into what is stored; what cannot be says why, with an example.
    private async Task CheckAsync(Dictionary<string, string?> values, CancellationToken cancellationToken)
    {
        foreach (var field in EditableField.All.Where(field => values.GetValueOrDefault(field.Name) is { } value && value.Length > field.Longest))
        {
            ModelState.AddModelError(field.Name, $"{LabelOf(field.Name)}\u202f: {field.Longest} signes au plus.");
        }

        if (string.IsNullOrWhiteSpace(values.GetValueOrDefault("title")))
        {
            ModelState.AddModelError("title", "Donnez un titre, par exemple le nom de l’initiative.");
        }

        if (values.GetValueOrDefault("website") is { Length: > 0 } website && !(Uri.TryCreate(website, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)))
        {
            ModelState.AddModelError("website", "Donnez une adresse entière, par exemple https://exemple.fr.");
        }

        if (values.GetValueOrDefault("postcode") is { Length: > 0 } postcode && !(postcode.Length == 5 && postcode.All(char.IsAsciiDigit)))
        {
            ModelState.AddModelError("postcode", "Un code postal a cinq chiffres, par exemple 23000.");
        }

        CheckNumber(values, "latitude", 90, "46,17");
        CheckNumber(values, "longitude", 180, "1,87");
        if (values.GetValueOrDefault("published_on") is { Length: > 0 } date && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            ModelState.AddModelError("published_on", "Donnez une date comme 2026-11-12.");
        }

        if (values.GetValueOrDefault("territory_code") is { Length: > 0 } typed)
        {
            var place = typed == Place ? Initiative.Values["territory_code"]
                : (await territories.GetAsync(typed, cancellationToken))?.Code ?? (await territories.SearchAsync(typed, 1, cancellationToken)).FirstOrDefault()?.Code;
            values["territory_code"] = place;
            if (place is null)
            {
                ModelState.AddModelError("territory_code", $"Nous ne connaissons pas de territoire «\u202f{typed}\u202f». Essayez une commune, un département ou une région.");
            }
        }
    }

    private void CheckNumber(Dictionary<string, string?> values, string field, double most, string example)
    {
        if (values.GetValueOrDefault(field) is not { Length: > 0 } typed)
        {
            return;
        }

        var plain = typed.Replace(',', '.');
        values[field] = plain;
        if (!double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) || Math.Abs(number) > most)
        {
            ModelState.AddModelError(field, $"{LabelOf(field)}\u202f: un nombre de degrés, par exemple {example}.");
        }
    }
}
