using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Initiatives;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Sources;

/// <summary>Recipes brought in: a document of ours, or spiders of OpenScraper, with what of them has no equivalent.</summary>
[Authorize(Policy = Policies.SourceEditors)]
public sealed class ImportModel(SourceStore sources, PartnerStore partners) : PageModel
{
    [BindProperty(Name = "document"), StringLength(2_000_000)]
    public string? Document { get; set; }

    [BindProperty(Name = "nom"), StringLength(120)]
    public string? Name { get; set; }

    /// <summary>What was brought in, with warnings and with the partners that read the same site already.</summary>
    public IReadOnlyList<(Partner Partner, IReadOnlyList<string> Warnings, IReadOnlyList<Partner> Neighbours)> Done { get; private set; } = [];

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var found = Read();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var before = await partners.ListAsync(cancellationToken);
        var done = new List<(Partner, IReadOnlyList<string>, IReadOnlyList<Partner>)>();
        foreach (var (name, home, recipe, warnings) in found)
        {
            var partner = await sources.AddAsync(InitiativeAddress.Slug(name), name, home, "", cancellationToken);
            await partners.SaveRecipeAsync(partner.Id, RecipeDocument.Write(recipe), "Importée", User.Identity!.Name, cancellationToken);
            done.Add((partner, warnings, PartnerSites.Of(home, before)));
        }

        Done = done;
        return Page();
    }

    private List<(string Name, Uri Home, Recipe Recipe, IReadOnlyList<string> Warnings)> Read()
    {
        if (string.IsNullOrWhiteSpace(Document))
        {
            ModelState.AddModelError("document", "Collez une recette, ou le document d’un «\u202fspider\u202f» d’OpenScraper.");
            return [];
        }

        if (OpenScraperImport.Recognises(Document))
        {
            try
            {
                return [.. new OpenScraperImport().Read(Document).Select(source => (source.Name, source.Home ?? new Uri(source.Recipe.Start[0], "/"), source.Recipe, source.Warnings))];
            }
            catch (Exception failure) when (failure is JsonException or InvalidRecipeException or FormatException)
            {
                ModelState.AddModelError("document", $"Ce document d’OpenScraper ne peut pas être lu\u202f: {failure.Message}");
                return [];
            }
        }

        var reading = RecipeDocument.Read(Document);
        foreach (var problem in reading.Problems)
        {
            ModelState.AddModelError("document", problem.ToString());
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            ModelState.AddModelError("nom", "Donnez un nom au partenaire\u202f: notre recette n’en contient pas.");
        }

        return reading.Recipe is { } recipe && ModelState.IsValid ? [(Name!.Trim(), new Uri(recipe.Start[0], "/"), recipe, [])] : [];
    }
}
