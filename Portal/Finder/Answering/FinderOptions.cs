using System.ComponentModel.DataAnnotations;

namespace SocialConnect.Portal.Finder.Answering;

public sealed class FinderOptions : IValidatableObject
{
    public const string Section = "Finder";

    /// <summary>"none": answers are composed without a language model. "openai": any endpoint that speaks OpenAI's chat protocol, such as Albert API, Ollama or vLLM.</summary>
    [RegularExpression("none|openai", ErrorMessage = "Finder:Provider is 'none' or 'openai'.")]
    public string Provider { get; init; } = "none";

    /// <summary>Of the endpoint, up to and with its version: http://localhost:11434/v1.</summary>
    public Uri? BaseAddress { get; init; }

    public string Model { get; init; } = "";

    /// <summary>A file that holds the endpoint's key alone; none for endpoints that ask for none.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Cards of one answer.</summary>
    [Range(1, 6)]
    public int Cards { get; init; } = 4;

    /// <summary>How much alike a need and an initiative must be described by notions for it to be an answer without a telling word in common, from 0 to 1.</summary>
    [Range(0, 1)]
    public double ClearLikeness { get; init; } = 0.3;

    /// <summary>How much alike a need and its best answer must be described by notions for the finder not to say that it is unsure of having found any, from 0 to 1.</summary>
    [Range(0, 1)]
    public double SureLikeness { get; init; } = 0.35;

    /// <summary>What an initiative of the place asked for must score beside the best one anywhere to be its answer; below, what lies further away comes instead.</summary>
    [Range(0, 1)]
    public double LocalShare { get; init; } = 0.3;

    /// <summary>How long a model may take over all it does in one turn; then the answer is composed without it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan ModelTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Functions a model may call in one turn.</summary>
    [Range(0, 20)]
    public int CallsPerTurn { get; init; } = 4;

    /// <summary>Tokens a model may write in one answer.</summary>
    [Range(50, 4000)]
    public int TokensPerAnswer { get; init; } = 400;

    /// <summary>Tokens read and written in one conversation; beyond, it goes on without a model.</summary>
    [Range(0, 10_000_000)]
    public int TokensPerConversation { get; init; } = 60_000;

    /// <summary>Tokens read and written in one day by everybody.</summary>
    [Range(0, 10_000_000_000)]
    public long TokensPerDay { get; init; } = 5_000_000;

    /// <summary>Price of a million tokens read, in euros; 0 for a model of one's own.</summary>
    [Range(0, 1000)]
    public decimal PriceOfMillionRead { get; init; }

    /// <summary>Price of a million tokens written, in euros.</summary>
    [Range(0, 1000)]
    public decimal PriceOfMillionWritten { get; init; }

    /// <summary>What the model may cost in one day, in euros; counts only where prices are set.</summary>
    [Range(0, 100_000)]
    public decimal EurosPerDay { get; init; } = 10;

    /// <summary>Questions from one network address in a minute.</summary>
    [Range(1, 1_000_000)]
    public int QuestionsPerMinute { get; init; } = 30;

    /// <summary>How long conversations are kept after their last question.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "366.00:00:00")]
    public TimeSpan KeepConversations { get; init; } = TimeSpan.FromDays(30);

    public bool HasModel => Provider != "none";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!HasModel)
        {
            yield break;
        }

        if (BaseAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return new ValidationResult("Finder:BaseAddress is the endpoint's address, such as http://localhost:11434/v1.", [nameof(BaseAddress)]);
        }

        if (Model.Length == 0)
        {
            yield return new ValidationResult("Finder:Model names the model of the endpoint.", [nameof(Model)]);
        }

        if (KeyFile.Length > 0 && !File.Exists(KeyFile))
        {
            yield return new ValidationResult($"Finder:KeyFile names no file: '{KeyFile}'.", [nameof(KeyFile)]);
        }
    }
}
