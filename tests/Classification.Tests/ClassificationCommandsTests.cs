using System.Text.Json;
using Xunit;

namespace SocialConnect.Classification.Tests;

public sealed class ClassificationCommandsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void What_is_trained_on_a_file_is_measured_on_another_and_proposes_for_texts_by_their_tags_too()
    {
        var (classifier, filed) = (Path.Combine(_folder.FullName, "c.bin"), Path.Combine(_folder.FullName, "filed.jsonl"));
        File.WriteAllLines(filed, Enumerable.Range(0, 20).Select(number => number % 2 == 0
            ? $$"""{"id":"t{{number}}","text":"Groupe {{number}}. Des voisins se retrouvent.","labels":["Santé"],"tags":["filière sept"]}"""
            : $$"""{"id":"t{{number}}","text":"Groupe {{number}}. Des voisins se retrouvent.","labels":["Mobilité"],"tags":["trajets"]}"""));

        var trained = Run("", "train", classifier, filed);
        var measured = Run("", "evaluate", classifier, filed);
        var proposed = Run("""{"id":"x","text":"Un groupe. Des amis se retrouvent.","tags":["Trajets"]}""", "suggest", classifier);

        Assert.Equal((0, 0, 0), (trained.Code, measured.Code, proposed.Code));
        using var figures = JsonDocument.Parse(measured.Output);
        Assert.Equal(1, figures.RootElement.GetProperty("microF1").GetDouble());
        using var line = JsonDocument.Parse(proposed.Output);
        Assert.Equal("Mobilité", line.RootElement.GetProperty("suggestions")[0].GetProperty("category").GetString());
    }

    [Fact]
    public void A_line_without_a_text_is_named()
    {
        var filed = Path.Combine(_folder.FullName, "filed.jsonl");
        File.WriteAllText(filed, """{"id":"t0","labels":["Santé"]}""");

        var (code, output) = Run("", "train", Path.Combine(_folder.FullName, "c.bin"), filed);

        Assert.Equal(1, code);
        Assert.Contains("t0", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int Code, string Output) Run(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        var before = Console.In;
        using var reader = new StringReader(input);
        Console.SetIn(reader);
        try
        {
            return (ClassificationCommands.Run(arguments, output, output), output.ToString());
        }
        finally
        {
            Console.SetIn(before);
        }
    }
}
