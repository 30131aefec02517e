using System.ComponentModel.DataAnnotations;
using SocialConnect.Catalog.Embeddings.OpenAI;

namespace SocialConnect.Catalog.Embeddings;

public sealed class EmbeddingOptions
{
    public const string Section = "Embeddings";

    /// <summary>Length of the catalogue's own model's vectors.</summary>
    [Range(2, 1000)]
    public int CatalogueDimensions { get; init; } = 200;

    /// <summary>Below this many initiatives there is nothing to learn from, and words alone are searched.</summary>
    [Range(2, 1_000_000)]
    public int CatalogueTrainsFrom { get; init; } = 20;

    /// <summary>The catalogue's own model is trained again when its initiatives have grown by this share.</summary>
    [Range(0.01, 10)]
    public double CatalogueTrainsAgainAfterGrowth { get; init; } = 0.2;

    /// <summary>More texts teach the catalogue's own model nothing new and cost memory.</summary>
    [Range(100, 1_000_000)]
    public int CatalogueTrainsOnAtMost { get; init; } = 100_000;

    /// <summary>Holds one folder per installed model.</summary>
    [Required]
    public string ModelsFolder { get; init; } = Path.Combine(".local", "models");

    /// <summary>How long a visitor's question waits for its vector; after that, words alone are searched.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan QuestionPatience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How much a question that an initiative is expected to answer weighs beside its own words.</summary>
    [Range(0, 1)]
    public float QuestionWeight { get; init; } = 0.9f;

    /// <summary>How much the everyday expressions of its themes weigh beside its own words.</summary>
    [Range(0, 1)]
    public float ExpressionWeight { get; init; } = 0.7f;

    public OpenAIEmbeddingOptions OpenAI { get; init; } = new();
}
