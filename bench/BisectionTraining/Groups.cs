namespace BisectionTraining;

/// <summary>Joins what must not be split between learning and testing: names said to belong together share a root.</summary>
internal sealed class Groups
{
    private readonly Dictionary<string, string> parents = new(StringComparer.Ordinal);

    public void Join(string left, string right) => parents[Root(left)] = Root(right);

    public string Root(string name)
    {
        while (parents.TryGetValue(name, out string? parent) && parent != name)
        {
            name = parent;
        }

        return name;
    }
}
