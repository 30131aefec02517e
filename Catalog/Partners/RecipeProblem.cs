namespace SocialConnect.Catalog.Partners;

/// <summary>What is wrong with a recipe, for its editor.</summary>
/// <param name="Where">The place in the document, such as "fields.title.clean[0]"; empty for the document as a whole.</param>
/// <param name="Message">One French sentence that says what was expected.</param>
public sealed record RecipeProblem(string Where, string Message)
{
    public override string ToString() => Where.Length == 0 ? Message : $"{Where} : {Message}";
}

public sealed record RecipeReading(Recipe? Recipe, IReadOnlyList<RecipeProblem> Problems);

public sealed class InvalidRecipeException(IReadOnlyList<RecipeProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<RecipeProblem> Problems { get; } = problems;
}
