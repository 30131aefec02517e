using System.ComponentModel.DataAnnotations;
using SocialConnect.Catalog;

namespace SocialConnect.Ingestion.Questions;

/// <summary>The language model that tells which everyday questions an initiative answers. Off until an endpoint is set.</summary>
public sealed class ExpectedQuestionsOptions
{
    public const string Section = "ExpectedQuestions";

    /// <summary>The base address of an OpenAI-compatible endpoint, with the version: 'http://localhost:11434/v1'.</summary>
    public Uri? Endpoint { get; init; }

    public string? Model { get; init; }

    /// <summary>The key itself; from the environment, never from a file in the project.</summary>
    public string? Key { get; init; }

    /// <summary>A file that holds the key alone.</summary>
    public string? KeyFile { get; init; }

    [Range(1, 12)]
    public int PerInitiative { get; init; } = 6;

    /// <summary>Calls in 24 hours, whatever comes of them: what the catalogue may cost.</summary>
    [Range(0, 1_000_000)]
    public int CallsPerDay { get; init; } = 500;

    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    internal string ReadModel() =>
        Model ?? throw new MissingSettingException("ExpectedQuestions:Model", "the name of the language model that the endpoint serves");

    internal string ReadKey() => Key ?? (KeyFile is null ? "none" : File.ReadAllText(KeyFile).Trim());
}
