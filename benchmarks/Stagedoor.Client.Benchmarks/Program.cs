using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Stagedoor.Client.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
