namespace SocialConnect.Bench;

/// <summary>A command's options: <c>--name value</c>, or <c>--name</c> alone for a switch.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">An argument is not an option, or not one of those.</exception>
    public Options(IEnumerable<string> arguments, params string[] known)
    {
        string? name = null;
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                name = argument[2..];
                if (!known.Contains(name))
                {
                    throw new UsageException($"There is no option '{argument}'. Options: {string.Join(", ", known.Select(option => "--" + option))}.");
                }

                _values[name] = "";
            }
            else if (name is null)
            {
                throw new UsageException($"'{argument}' follows no option.");
            }
            else
            {
                _values[name] = argument;
                name = null;
            }
        }
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Find(string name) => _values.GetValueOrDefault(name);

    public string Required(string name) => Find(name) is { Length: > 0 } value ? value : throw new UsageException($"--{name} is needed.");

    public int Number(string name, int otherwise) =>
        Find(name) is not { } value ? otherwise
        : int.TryParse(value, out var number) ? number
        : throw new UsageException($"--{name} takes a whole number, not '{value}'.");

    /// <summary>Settings of the product as <c>--name Search:MeaningWeight=4,Search:Saturation=1</c>.</summary>
    public (string Key, string Value)[] Settings(string name) =>
        [.. (Find(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2) is [var key, var value]
            ? (key, value)
            : throw new UsageException($"--{name} takes Key=Value pairs, not '{setting}'."))];
}
