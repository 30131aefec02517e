using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.Taxonomy.Exchange;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Taxonomy;

/// <summary>The versions kept side by side; bringing one in from a file.</summary>
[Authorize(Policy = Policies.Curators)]
[RequestSizeLimit(RequestLimits.Uploads), RequestFormLimits(MultipartBodyLengthLimit = RequestLimits.Uploads)]
public sealed class VersionsModel(TaxonomyStore taxonomy, TaxonomyVersions versions) : PageModel
{
    public const int MostBytes = 5_000_000;

    [BindProperty(Name = "fichier")]
    public IFormFile? Upload { get; set; }

    public IReadOnlyList<SchemeSummary> All { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => All = await taxonomy.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken)
    {
        if (Upload is not { Length: > 0 })
        {
            ModelState.AddModelError("fichier", "Choisissez un fichier\u202f: SKOS en Turtle (.ttl) ou en JSON-LD (.jsonld, .json), ou un tableau (.csv).");
        }
        else if (Upload.Length > MostBytes)
        {
            ModelState.AddModelError("fichier", "Ce fichier dépasse 5 Mo.");
        }
        else if (await ReadAsync(Upload, cancellationToken) is { } document)
        {
            var id = await versions.AddAsync(document, cancellationToken);
            return RedirectToPage("/Taxonomy/Version", new { id });
        }

        All = await taxonomy.ListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(long id, CancellationToken cancellationToken)
    {
        if (await versions.RemoveAsync(id, cancellationToken))
        {
            return RedirectToPage();
        }

        ModelState.AddModelError("", "Cette version ne peut pas être supprimée\u202f: elle est en vigueur, livrée avec le logiciel, ou des décisions s’y réfèrent.");
        All = await taxonomy.ListAsync(cancellationToken);
        return Page();
    }

    private async Task<SchemeDocument?> ReadAsync(IFormFile upload, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await upload.CopyToAsync(bytes, cancellationToken);
        var text = TagCsv.Decode(bytes.ToArray());
        try
        {
            return Path.GetExtension(upload.FileName).ToLowerInvariant() switch
            {
                ".csv" => TaxonomyCsv.Read(text, await taxonomy.ReadActiveAsync(cancellationToken)),
                ".json" or ".jsonld" => SkosReader.Read(JsonLdReader.Read(text)),
                _ => SkosReader.Read(TurtleReader.Read(text)),
            };
        }
        catch (UnreadableTaxonomyException failure)
        {
            ModelState.AddModelError("fichier", (failure.Line is { } line ? $"Ligne {line}\u202f: " : "") + failure.Message);
            return null;
        }
    }
}
