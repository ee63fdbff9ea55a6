Console.WriteLine("Stagedoor");
