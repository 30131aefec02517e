using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SocialConnect.Catalog.Fields;
using SocialConnect.Catalog.Partners;
using SocialConnect.Portal.Security;

namespace SocialConnect.Portal.Pages.Fields;

/// <summary>The catalogue's fields beyond ours: what they are called, what they are, who may see them.</summary>
[Authorize(Policy = Policies.Admins)]
public sealed class FieldsModel(CustomFieldStore store) : PageModel
{
    private const int LongestDocument = 500_000;

    public static IReadOnlyList<(FieldType Type, string Label)> Types { get; } =
    [
        (FieldType.Text, "Texte court"), (FieldType.LongText, "Texte long"), (FieldType.Url, "Adresse web"), (FieldType.Image, "Image"), (FieldType.Email, "Adresse électronique"), (FieldType.Phone, "Téléphone"),
        (FieldType.Date, "Date"), (FieldType.Number, "Nombre"), (FieldType.Price, "Montant"), (FieldType.Address, "Adresse postale"), (FieldType.Coordinates, "Coordonnées"), (FieldType.Boolean, "Oui ou non"),
        (FieldType.List, "Liste"), (FieldType.Tags, "Étiquettes"),
    ];

    public static IReadOnlyList<(OpenLevel Level, string Label)> Levels { get; } =
    [
        (OpenLevel.OpenData, "Données ouvertes\u202F: tout le monde"), (OpenLevel.Commons, "Communs\u202F: tout le monde"), (OpenLevel.Collective, "Collectif\u202F: les personnes connectées"), (OpenLevel.Private, "Privé\u202F: l’administration"),
    ];

    public IReadOnlyList<CustomField> All { get; private set; } = [];

    public IReadOnlyList<(string Name, int Initiatives)> Unknown { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    [BindProperty(Name = "nom")]
    public string? Name { get; set; }

    [BindProperty(Name = "libelle")]
    public string? Label { get; set; }

    [BindProperty(Name = "type")]
    public FieldType Type { get; set; }

    [BindProperty(Name = "ouverture")]
    public OpenLevel Open { get; set; }

    [BindProperty(Name = "exige")]
    public bool IsRequired { get; set; }

    [BindProperty(Name = "visible")]
    public bool IsVisible { get; set; }

    [BindProperty(Name = "document")]
    public string? Document { get; set; }

    [TempData]
    public string? Done { get; set; }

    public static string TypeLabel(FieldType type) => Types.First(known => known.Type == type).Label;

    public static string LevelLabel(OpenLevel level) => Levels.First(known => known.Level == level).Label;

    public async Task OnGetAsync(string? champ, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var edited = All.FirstOrDefault(field => field.Name == champ);
        (Name, Label, Type, Open, IsRequired, IsVisible) = edited is null ? (champ, null, FieldType.Text, OpenLevel.OpenData, false, true) : (edited.Name, edited.Label, edited.Type, edited.Open, edited.IsRequired, edited.IsVisible);
    }

    public async Task<IActionResult> OnGetExportAsync(CancellationToken cancellationToken) =>
        File(Encoding.UTF8.GetBytes(CustomFieldDocument.Write(await store.ListAsync(cancellationToken))), "application/json; charset=utf-8", "champs.json");

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellationToken)
    {
        var (name, label) = (Name?.Trim() ?? "", Label?.Trim() ?? "");
        if (CustomFieldDocument.ProblemWith(name, label) is { } problem)
        {
            ModelState.AddModelError("", problem);
        }

        if (!ModelState.IsValid || !Enum.IsDefined(Type) || !Enum.IsDefined(Open))
        {
            await LoadAsync(cancellationToken);
            return Page();
        }

        await store.SaveAsync([new CustomField(name, label, Type, Open) { IsRequired = IsRequired, IsVisible = IsVisible }], User.Identity?.Name, cancellationToken);
        Done = $"Le champ «\u00A0{label}\u00A0» est enregistré.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (await store.RemoveAsync(Name ?? "", cancellationToken))
        {
            Done = $"Le champ «\u00A0{Name}\u00A0» ne fait plus partie du modèle. Les valeurs déjà collectées sont gardées et ne sont plus montrées.";
        }

        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostImportAsync(CancellationToken cancellationToken)
    {
        var reading = Document is { Length: > 0 and <= LongestDocument } document ? CustomFieldDocument.Read(document) : new([], [], ["Collez ici un modèle au format JSON, de 500\u00A0000 caractères au plus."]);
        foreach (var problem in reading.Problems)
        {
            ModelState.AddModelError("", problem);
        }

        if (reading.Problems.Count == 0)
        {
            await store.SaveAsync([.. reading.Fields], User.Identity?.Name, cancellationToken);
            (Warnings, Document) = (reading.Warnings, null);
            Done = reading.Fields.Count == 1 ? "Un champ est repris." : $"{reading.Fields.Count} champs sont repris.";
        }

        await LoadAsync(cancellationToken);
        IsVisible = true;
        return Page();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        All = await store.ListAsync(cancellationToken);
        Unknown = await store.UnknownAsync(cancellationToken);
    }
}
