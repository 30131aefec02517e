namespace SocialConnect.Catalog.Partners;

/// <summary>A field of ours that a recipe can fill.</summary>
/// <param name="Label">For source editors, in French.</param>
public sealed record RecipeField(string Name, FieldType Type, string Label)
{
    public static IReadOnlyList<RecipeField> All { get; } =
    [
        new("title", FieldType.Text, "Titre"),
        new("summary", FieldType.Text, "Résumé"),
        new("body", FieldType.LongText, "Description complète"),
        new("organisation", FieldType.Text, "Structure porteuse"),
        new("website", FieldType.Url, "Site de l’initiative"),
        new("image", FieldType.Image, "Image"),
        new("address", FieldType.Address, "Adresse"),
        new("postcode", FieldType.Text, "Code postal"),
        new("commune", FieldType.Text, "Commune"),
        new("commune_code", FieldType.Text, "Code officiel de la commune"),
        new("departement", FieldType.Text, "Département"),
        new("region", FieldType.Text, "Région"),
        new("latitude", FieldType.Number, "Latitude"),
        new("longitude", FieldType.Number, "Longitude"),
        new("coordinates", FieldType.Coordinates, "Coordonnées"),
        new("published", FieldType.Date, "Date de publication"),
        new("updated", FieldType.Date, "Date de mise à jour"),
        new("tags", FieldType.Tags, "Étiquettes"),
    ];

    public static IReadOnlyDictionary<string, RecipeField> ByName { get; } = All.ToDictionary(field => field.Name);

    /// <summary>Of one of our fields, or as the recipe says for one beyond them.</summary>
    public static FieldType TypeOf(string name, FieldRecipe recipe) => ByName.TryGetValue(name, out var field) ? field.Type : recipe.Type;
}
