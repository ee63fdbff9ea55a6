namespace Stagedoor.Client.Generator;

/// <summary>The generated part of the typed client, as file names and texts; the same contract gives the same texts.</summary>
public static class TypedClient
{
    /// <summary>Generates it.</summary>
    /// <param name="contract">The path of the OpenAPI document.</param>
    public static SortedDictionary<string, string> Generate(string contract)
    {
        var document = Contract.Read(contract);
        var types = new WireTypes(document);
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var operations in new OperationSources(document, types).All()) sources.Add(operations.Name, operations.Text);
        foreach (var record in RecordShapes.All) sources.Add($"{record.Name}.g.cs", RecordSource.Of(record, document, types));
        foreach (var (name, text) in ValueSources.All(types)) sources.Add(name, text);
        return sources;
    }
}
