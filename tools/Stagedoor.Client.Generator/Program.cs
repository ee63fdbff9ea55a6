using Stagedoor.Client.Generator;

// Writes the part of src/Stagedoor.Client/Frameio that is made from the contract. Run it after the contract or Shapes.cs changed: dotnet run --project tools/Stagedoor.Client.Generator
var root = args is [var given] ? given : Directory.GetCurrentDirectory();
var folder = Path.Combine(root, "src", "Stagedoor.Client", "Frameio");
var sources = TypedClient.Generate(Path.Combine(root, "tests", "Stagedoor.Frameio.Tests", "Contract", "frameio-openapi.json"));
foreach (var old in Directory.EnumerateFiles(folder, "*.g.cs").Where(path => !sources.ContainsKey(Path.GetFileName(path)))) File.Delete(old);
foreach (var (name, text) in sources) File.WriteAllText(Path.Combine(folder, name), text);
Console.WriteLine($"{sources.Count} files in {folder}");
